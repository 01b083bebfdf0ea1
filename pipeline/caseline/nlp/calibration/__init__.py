"""Tables of weights that give mentions their scores, one a pipeline; `caseline calibrate` writes them."""
