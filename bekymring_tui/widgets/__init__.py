"""The building blocks of every page. They take plain data and know neither case, desk nor flow."""
