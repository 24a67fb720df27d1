using QuantGen;

[assembly: Quantize(Fuse = true)]
