SELECT owner, text FROM notes WHERE false;
