"""Files of any kind to tables of text, and tables to files: the only room that opens one."""
