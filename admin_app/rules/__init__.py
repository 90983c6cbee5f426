"""What is true whoever asks: plain values in, plain values out; the day is always an argument."""
