"""Raw and hand to processed: printed cells, facts, one value per quantity, indices."""
