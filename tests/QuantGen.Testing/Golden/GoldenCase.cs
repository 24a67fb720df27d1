using Xunit.Abstractions;

namespace QuantGen.Testing.Golden;

/// <summary>One vector: a theory receives it as its argument, and its id is what the test list shows.</summary>
public sealed class GoldenCase : GoldenValue, IXunitSerializable
{
    /// <summary>For the test runner, which fills it through <see cref="Deserialize"/>.</summary>
    public GoldenCase()
    {
    }

    internal GoldenCase(string kind, string id) => Open(kind, id);

    /// <summary>The name of the file without its extension.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The vector's id.</summary>
    public string Id { get; private set; } = "";

    /// <inheritdoc/>
    public override string ToString() => Id;

    /// <inheritdoc/>
    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(Kind), Kind);
        info.AddValue(nameof(Id), Id);
    }

    /// <inheritdoc/>
    public void Deserialize(IXunitSerializationInfo info) =>
        Open(info.GetValue<string>(nameof(Kind)), info.GetValue<string>(nameof(Id)));

    private void Open(string kind, string id)
    {
        (Kind, Id) = (kind, id);
        Json = GoldenVectors.Element(kind, id);
    }
}
