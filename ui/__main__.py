"""`python -m ui` is `sourcechat`."""

from ui.cli import main

main()
