"""Files in: spreadsheets, CSV and vCards become tables, tables become records.

`files.read` gives the tables of a file, `engine.plan` says what an import would do, `engine.run` does it as one step.
"""
