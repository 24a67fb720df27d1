using QuantGen;

[assembly: Quantize(Target = QuantizationTarget.LowBit)]
