"""Mail: messages, mailboxes and calendars."""
