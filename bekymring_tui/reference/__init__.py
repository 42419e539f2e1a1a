"""What the documents give to look up, as data: lists of signs, roles, words, routines, promises."""
