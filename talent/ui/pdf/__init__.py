"""Official papers as PDF: A4, an embedded Chinese font, text that can be copied out, the same bytes for the same input.

``document.render`` makes the pages, ``paragraphs`` the text, ``tables`` long lists with subtotals and the sign-off
boxes, ``capitals`` the amount in words. Papers are in Chinese whatever language the reader's pages are in.
"""
