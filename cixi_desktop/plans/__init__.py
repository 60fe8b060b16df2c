"""Plans read from their documents: the text, its order, every number in it, and what is proposed of them.

``files`` makes text of bytes, ``lines`` paragraphs and rows of the text, ``outline`` its levels, ``scope`` the
plan's own part, ``quantities`` the numbers with their units, ``reasons`` what is no target, ``targets`` and
``items`` the proposals, ``reading`` the draft.
"""
