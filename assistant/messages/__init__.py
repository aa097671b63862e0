"""What sourcechat says itself, in the language that it is asked in.

`message` makes what is said, `catalogues` reads how other languages say it: a file of gettext for each.
"""
