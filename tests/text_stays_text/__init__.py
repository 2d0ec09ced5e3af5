"""Whatever anybody is called, or writes, prints as it is: on pages, in mails, in files."""
