"""People: accounts, picture and SMS codes, sessions, real-name authentication, files, messages."""
