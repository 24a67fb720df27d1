using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>Writes the names that the twin brings in, short where the file leaves them free, and remembers the namespaces they need.</summary>
/// <param name="module">The class.</param>
internal sealed class NameWriter(ModuleModel module)
{
    private readonly List<string> _namespaces = ["QuantGen"];

    /// <summary>The using directives that the short names need.</summary>
    public List<string> Directives => _namespaces.ConvertAll(static name => "using " + name + ";");

    /// <summary>A type of QuantGen's root namespace.</summary>
    public string Root(string type) => Write("QuantGen", type);

    /// <summary>A quantized layer or what makes it.</summary>
    public string Module(string type) => Write("QuantGen.Modules", type);

    /// <summary>A quantizer.</summary>
    public string Quantizer(string type) => Write("QuantGen.Quantizers", type);

    /// <summary>A quantizer or layer for fixed-point hardware.</summary>
    public string PowerOfTwo(string type) => Write("QuantGen.PowerOfTwo", type);

    /// <summary>A layer for training at few bits.</summary>
    public string LowBit(string type) => Write("QuantGen.LowBit", type);

    /// <summary>An attribute of TorchSharp.</summary>
    public string Attribute(string type) => Write("TorchSharp.Utils", type);

    /// <summary>A layer of TorchSharp.</summary>
    public string Layer(string type) => Write("TorchSharp.Modules", type);

    /// <summary>The module class without type arguments, named as the file names the base of the model.</summary>
    public string ModuleBase()
    {
        var written = module.Type.BaseType;
        var name = written.IndexOf('<') is > 0 and var end ? written.Substring(0, end) : "";
        return name.Length == 0 || (name == "Module" && module.Scope.TakenNames.Contains(name)) ? "global::TorchSharp.torch.nn.Module" : name;
    }

    /// <summary>A type that may be absent, where the file's nullable context lets one say so.</summary>
    public string Nullable(string type) => module.Scope.Nullable is NullableState.Enabled or NullableState.Annotations ? type + "?" : type;

    private string Write(string home, string type)
    {
        if (module.Scope.TakenNames.Contains(type) || module.Scope.BarredNamespaces.Contains(home))
            return "global::" + home + "." + type;

        if (!_namespaces.Contains(home))
            _namespaces.Add(home);
        return type;
    }
}
