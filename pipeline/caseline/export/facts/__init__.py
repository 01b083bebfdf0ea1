"""What several standards ask of a record and the record does not say in so many words."""
