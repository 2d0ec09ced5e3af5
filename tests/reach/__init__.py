"""Nothing is built that nobody can get at: every address from a page, every service from a view, a task or a command."""
