"""What a grid is: where its headings stand, which column is what, how it is laid out."""
