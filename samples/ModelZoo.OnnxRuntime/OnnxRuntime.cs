using QuantGen;

[assembly: Quantize(Target = QuantizationTarget.OnnxRuntime)]
