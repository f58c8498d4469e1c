"""What all plugins share: the kernel and its rooms. Never imports `plugins` or `authority`."""
