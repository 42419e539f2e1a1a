"""A procedure as data: its vocabulary, loading with line numbers, the compiled graph. Knows no case, no screen."""
