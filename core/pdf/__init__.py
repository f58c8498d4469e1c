"""PDF: pages as pictures, signature fields, signing, validation. No window; CPU work runs in worker threads."""
