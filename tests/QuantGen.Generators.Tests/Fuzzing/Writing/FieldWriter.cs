using System.Globalization;

namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>Writes the layers of a class: where they are declared, where they are made, and how a body names them.</summary>
/// <param name="dice">Makes the choices.</param>
/// <param name="spelling">How the file names things.</param>
/// <param name="access">The accessibility of the fields; that of a base class must reach its derived ones.</param>
internal sealed class FieldWriter(Dice dice, Spelling spelling, string access)
{
    private static readonly (string Class, string Arguments)[] _layers =
    [
        ("Conv2d", "(8, 8, 3, padding: 1)"), ("Conv2d", "(8, 8, 1, bias: false)"), ("Conv2d", "(8, 8, 3, groups: 8)"), ("BatchNorm2d", "(8)"), ("BatchNorm2d", "(8, eps: 1e-3)"),
        ("ReLU", "()"), ("ReLU", "(inplace: true)"), ("ReLU6", "()"), ("Linear", "(8, 8)"), ("Linear", "(8, 8, false)"), ("MaxPool2d", "(2)"), ("AvgPool2d", "(2)"),
        ("AdaptiveAvgPool2d", "(1)"), ("Dropout", "(0.1)"), ("Sigmoid", "()"), ("Tanh", "()"), ("ConvTranspose2d", "(8, 8, 2)"), ("Conv1d", "(8, 8, 3)"), ("LayerNorm", "(8)"),
        ("Identity", "()"), ("Flatten", "()"),
    ];

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The accessibility of the fields.</summary>
    public string Access => access;

    /// <summary>The declarations.</summary>
    public List<string> Declarations { get; } = [];

    /// <summary>The statements of the constructor.</summary>
    public List<string> Assignments { get; } = [];

    /// <summary>The layers that forward may call.</summary>
    public List<Layer> Layers { get; } = [];

    /// <summary>The lists of layers that forward may go through.</summary>
    public List<string> Lists { get; } = [];

    /// <summary>Declares a layer of TorchSharp's, in a way that a class without a constructor body allows if asked.</summary>
    /// <param name="isInline">Whether it must be made where it is declared.</param>
    public void AddLayer(bool isInline)
    {
        var (type, creation, name) = Make();
        var declared = dice.Chance(70) ? spelling.Layers + type : spelling.TensorModule;
        var modifiers = $"{access} {dice.Pick("readonly ", "readonly ", "")}";
        switch (isInline ? 0 : dice.Below(9))
        {
            case 0 or 1:
                var annotation = dice.Chance(12) ? $"[{spelling.Annotations}{dice.Pick("KeepFloat", "Quantize(WeightBits = 4)", "Quantize(" + spelling.Annotations + "Granularity.PerTensor)")}] " : "";
                Declare($"{annotation}{modifiers}{declared} {name} = {creation};", name);
                break;
            case 2 or 3 or 4:
                Declare($"{modifiers}{declared} {name};", name);
                Assignments.Add($"{dice.Pick("", "this.")}{name} = {creation};");
                break;
            case 5:
                Declare($"{modifiers}{declared}? {name};", name, isNullable: true);
                Assignments.Add($"if (width > 4) {name} = {creation};");
                break;
            case 6:
                Declare($"{access} {declared} {name} {{ get; }} = {creation};", name);
                break;
            case 7:
                Declare($"{modifiers}{spelling.TensorModule} {name};", name);
                Assignments.Add($"{name} = width > 4 ? {creation} : {spelling.Network}Identity();");
                break;
            default:
                Declare($"{access} {spelling.Layers}{type} {name}, {name}b;", name);
                Layers.Add(new Layer(name + "b", IsNullable: false));
                Assignments.Add($"({name}, {name}b) = ({creation}, {creation});");
                break;
        }
    }

    /// <summary>Declares a mark that says where to quantize.</summary>
    public void AddMark()
    {
        var (type, name) = ("global::QuantGen.PowerOfTwo." + dice.Pick("QuantizeHere", "NoQuantizeHere"), Name("mark"));
        Declare($"{access} readonly {dice.Pick(type, spelling.TensorModule)} {name} = new {type}();", name);
    }

    /// <summary>Declares a block that has a class of its own.</summary>
    /// <param name="block">The class.</param>
    /// <returns>How to call a block of several inputs; null of one input, which is called as any layer.</returns>
    public Idiom? AddBlock(ClassWriter block)
    {
        if (block.Inputs <= 1)
        {
            AddBlock(block.Name);
            return null;
        }

        var name = Name("block");
        if (dice.Chance(50))
        {
            Declarations.Add($"{access} readonly {block.Name} {name} = new {block.Name}();");
            return new Idiom($"$y = {name}.call($x, $x);");
        }

        Declarations.Add($"{access} readonly {spelling.Layers}ModuleList<{block.Name}> {name} = {spelling.Network}ModuleList(new {block.Name}(), new {block.Name}());");
        return new Idiom($"foreach (var block$n in {name})", "    $y = block$n.call($y, $x);");
    }

    private void AddBlock(string block)
    {
        var name = Name("block");
        if (dice.Chance(70))
        {
            Declare($"{access} readonly {dice.Pick(block, spelling.TensorModule)} {name} = new {block}();", name);
            return;
        }

        Declarations.Add($"{access} readonly {spelling.Layers}ModuleList<{block}> {name} = {spelling.Network}ModuleList(new {block}(), new {block}());");
        Lists.Add(name);
    }

    /// <summary>Declares layers in a container.</summary>
    public void AddContainer()
    {
        var (first, second) = (Make(), Make());
        var name = Name("layers");
        switch (dice.Below(5))
        {
            case 0 or 1:
                Declare($"{access} readonly {dice.Pick(spelling.Layers + "Sequential", spelling.TensorModule)} {name} = {spelling.Network}Sequential({first.Creation}, {second.Creation});", name);
                break;
            case 2:
                Declare($"{access} readonly {spelling.Layers}Sequential {name} = {spelling.Network}Sequential((\"a\", {first.Creation}), (\"b\", {second.Creation}));", name);
                break;
            case 3:
                Declarations.Add($"{access} readonly {spelling.Layers}ModuleList<{spelling.TensorModule}> {name} = {spelling.Network}ModuleList<{spelling.TensorModule}>({first.Creation}, {second.Creation});");
                Lists.Add(name);
                if (dice.Chance(40))
                    Layers.Add(new Layer(name + "[0]", IsNullable: false));
                break;
            default:
                Declarations.Add($"{access} readonly {spelling.TensorModule}[] {name} = {{ {first.Creation}, {second.Creation} }};");
                Lists.Add(name);
                break;
        }
    }

    /// <summary>Whether there is a field of that name.</summary>
    public bool Declares(string field) => _names.Contains(field.StartsWith("this.", StringComparison.Ordinal) ? field["this.".Length..] : field.Split('[')[0]);

    private void Declare(string declaration, string name, bool isNullable = false)
    {
        Declarations.Add((dice.Chance(10) ? "/// <summary>Does <c>something</c>.</summary>\n    " : "") + declaration);
        Layers.Add(new Layer(dice.Chance(10) ? "this." + name : name, isNullable));
    }

    /// <summary>An expression that makes a layer.</summary>
    public string Creation()
    {
        var (type, arguments) = dice.Pick<(string, string)>(_layers);
        return spelling.Network + type + arguments;
    }

    private (string Class, string Creation, string Name) Make()
    {
        var (type, arguments) = dice.Pick<(string, string)>(_layers);
        return (type, spelling.Network + type + arguments, Name(char.ToLowerInvariant(type[0]) + type[1..3]));
    }

    /// <summary>A name that nothing else of the class has; now and then an odd one.</summary>
    public string Name(string stem)
    {
        var odd = dice.Chance(12) ? dice.Pick("residual_quantizer", "@class", "layers", "options", "source", "twin", "φ", "Quant", "value", "_input_quantizer", "names", "relu", "model", "T", "cat_quantizer") : stem;
        return PlainName(odd);
    }

    /// <summary>A name that nothing else of the class has, for what hides a function of its name.</summary>
    public string PlainName(string stem)
    {
        var name = stem;
        for (var i = 1; !_names.Add(name); i++)
            name = stem + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }
}
