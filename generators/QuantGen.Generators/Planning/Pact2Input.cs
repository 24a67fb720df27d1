namespace QuantGen.Generators.Planning;

/// <summary>Clips an input of the model. It is absent where the twin stands inside another, which hands it quantized values.</summary>
/// <param name="Name">The field.</param>
/// <param name="Parameter">The parameter of forward.</param>
internal sealed record Pact2Input(string Name, string Parameter) : Pact2Quantizer(Name, default)
{
    /// <inheritdoc />
    public override bool IsOptional => true;
}
