"""The same journey without a screen: lines of text, one after the other."""
