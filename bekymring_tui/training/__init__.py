"""Practising without a real child: invented cases as lists of acts."""
