"""Papers: tagged, accessible PDF (PDF/UA-1) in the house style.

    words     user text -> what the faces can print; missing characters become visible
    fonts     the bundled Inter and its widths; the faces that step in for what it lacks
    fromright Hebrew and Arabic: joined, drawn from the right, read in their order
    nodes     the structure of a paper: what is a heading, a cell, a link
    canvas    draws text and rules, each inside its mark
    lines     breaks text into lines
    blocks    what a story is made of: text, rules, space
    formatted note texts with headings, lists, strong and slanted letters
    tables    rows and columns, with a head that repeats
    flow      puts blocks on pages
    structure writes the nodes, links and description into the file
    build     story -> bytes
    house     type sizes, colours, head and foot of a page
    briefing  the pack; profiles its pages per organisation or person
    enclosures attachments of a pack, page by page
    lists     the list, A4 landscape
    document  what the other upright papers have in common
    records   record sheet, Akte, case report, practice profile
    meeting   minutes and the list to sign
    fields    address labels and name badges on the sheets of sheetforms

First the pages are composed and then drawn once, so page numbers, "Seite x von y" and the contents are known
when they are printed and nothing has to be drawn twice.
"""
