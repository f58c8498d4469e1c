"""Every key is a credential, wherever it lives: media, credentials, the registry, the care around each use of a key."""
