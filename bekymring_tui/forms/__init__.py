"""A form as data: fields, answers, summary. One definition drives the screen, the plain mode and the documents."""
