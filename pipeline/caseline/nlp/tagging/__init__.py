"""What the tagger is made of: word pieces, features, tags and the network that onnxruntime runs."""
