"""Pictures from outside: codes, documents, faces. Heavy libraries are imported when they are first needed."""
