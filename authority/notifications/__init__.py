"""What the authority sends by itself: mail through an outbox in the database, reminders before expiry."""
