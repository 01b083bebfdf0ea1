"""What the role reader is made of: features, windows and the network that onnxruntime runs."""
