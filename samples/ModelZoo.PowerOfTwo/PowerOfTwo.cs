using QuantGen;

[assembly: Quantize(Target = QuantizationTarget.PowerOfTwo)]
