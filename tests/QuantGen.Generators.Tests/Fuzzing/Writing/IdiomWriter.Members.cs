namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>Idioms that rest on what the language offers: methods, properties, delegates, patterns.</summary>
internal sealed partial class IdiomWriter
{
    private Idiom LayerHandedOver()
    {
        var (layer, other, apply) = (Field("Conv2d", "(8, 8, 3)", "first"), fields.Name("second"), fields.PlainName("Apply"));
        var type = dice.Pick(spelling.TensorModule, spelling.Layers + "Sequential");
        var creation = $"{spelling.Network}Sequential({fields.Creation()}, {fields.Creation()})";
        fields.Declarations.Add($"{fields.Access} readonly {spelling.Layers}Sequential {other} = {creation};");
        var isSequential = type.EndsWith("Sequential", StringComparison.Ordinal);
        members.Add($"private {dice.Pick("static ", "")}{Tensor} {apply}({type} layer, {Tensor} input) => layer.call(input){dice.Pick("", " + input", ".relu()")};");
        return new(isSequential ? $"$y = {apply}({other}, $x);" : $"$y = {apply}({layer}, {apply}({other}, $x));");
    }

    private Idiom DisposeScope()
    {
        var layer = Field("Linear", "(8, 8)", "scoped");
        return new($"using var frame$n = {spelling.Torch}NewDisposeScope();", $"var inner$n = {layer}.call($x);", $"$y = {dice.Pick("(inner$n + $x)", "inner$n.relu()", "inner$n")}.MoveToOuterDisposeScope();");
    }

    private Idiom BlockFactory()
    {
        var (name, make) = (fields.Name("made"), fields.PlainName("Make"));
        var (type, arguments) = dice.Pick(("Conv2d", "(8, 8, 1)"), ("ReLU", "()"), ("Linear", "(8, 8)"));
        switch (dice.Below(3))
        {
            case 0:
                fields.Declarations.Add($"{fields.Access} readonly {spelling.TensorModule} {name};");
                fields.Assignments.Add($"Func<{spelling.TensorModule}> {make} = () => {spelling.Network}{type}{arguments}; {name} = {make}();");
                break;
            case 1:
                fields.Declarations.Add($"{fields.Access} readonly {dice.Pick(spelling.TensorModule, spelling.Layers + type)} {name};");
                fields.Assignments.Add($"{name} = {make}(width);");
                members.Add($"private static {spelling.Layers}{type} {make}(int size) => {spelling.Network}{type}{arguments};");
                break;
            default:
                fields.Declarations.Add($"{fields.Access} readonly {spelling.TensorModule} {name};");
                fields.Assignments.Add($"{name} = {make}(width);");
                members.Add($"private static {spelling.TensorModule} {make}(int size) => size > 8 ? {spelling.Network}{type}{arguments} : {spelling.Network}Identity();");
                break;
        }

        return new($"$y = {name}.call($x);");
    }

    private Idiom ParameterAndBuffer()
    {
        var (scale, mask) = (fields.Name("scale"), fields.Name("mask"));
        fields.Declarations.Add($"{fields.Access} readonly {(spelling.Layers.Length == 0 ? "TorchSharp.Modules." : spelling.Layers)}Parameter {scale};");
        fields.Declarations.Add($"{fields.Access} readonly {Tensor} {mask};");
        fields.Assignments.Add($"{scale} = {spelling.Network}Parameter({spelling.Torch}ones(1)); {mask} = {spelling.Torch}zeros(1);");
        return new(dice.Pick($"$y = $x * {scale} + {mask};", $"$y = $x.mul({scale});", $"$y = {spelling.Torch}matmul($x, {mask});"));
    }

    private Idiom NullableLayer()
    {
        var name = fields.Name("maybe");
        fields.Declarations.Add($"{fields.Access} readonly {dice.Pick(spelling.TensorModule, spelling.Layers + "Conv2d")}? {name};");
        fields.Assignments.Add($"{name} = width > 4 ? {spelling.Network}Conv2d(8, 8, 1) : null;");
        return dice.Below(4) switch
        {
            0 => new($"if ({name} is {{ }} found$n)", "    $y = found$n.call($x) + $x;"),
            1 => new($"$y = {name} is {{ }} found$n ? found$n.call($x) : $x;"),
            2 => new($"var skip$n = {name}?.call($x) ?? $x;", "$y = skip$n + $x.relu();"),
            _ => new($"if ({name} is null)", "    $y = $x;", "else", $"    $y = $x + {name}.call($x);"),
        };
    }

    private Idiom AuxiliaryHead()
    {
        var head = Field("Linear", "(8, 8)", "aux");
        return dice.Chance(50)
            ? new("if (training)", $"    $y = $x + {head}.call($x);")
            : new($"var aux$n = training ? {head}.call($x) : null;", "$y = aux$n is null ? $x : $x + aux$n;");
    }

    private Idiom LocalFunctionWithCaptures()
    {
        var layer = Field("Conv2d", "(8, 8, 3, padding: 1)", "within");
        return dice.Below(4) switch
        {
            0 => new("var kept$n = $x;", $"{Tensor} Through$n({Tensor} t) => {layer}.call(t) + kept$n;", "$y = Through$n(kept$n);"),
            1 => new("var kept$n = $x;", $"void Store$n() => kept$n = {layer}.call(kept$n);", "Store$n();", "Store$n();", "$y = kept$n;"),
            2 => new($"$y = Twice$n($x);", $"static {Tensor} Twice$n({Tensor} t)", "{", "    return t + t;", "}"),
            _ => new("var kept$n = $x;", $"Func<{Tensor}, {Tensor}> Through$n = t => {layer}.call(t) + kept$n;", "$y = Through$n($x);", "$y = Through$n.Invoke($y);"),
        };
    }

    private Idiom GenericHelper()
    {
        var name = fields.PlainName("Same");
        members.Add($"private {dice.Pick("static ", "")}TItem {name}<TItem>(TItem item) => item;");
        return new($"$y = {name}($x);", $"_ = {name}<int>(1);");
    }

    private Idiom ParamsHelper()
    {
        var (name, layer) = (fields.PlainName("Total"), Field("ReLU", "()", "act"));
        members.Add($"private {Tensor} {name}(params {Tensor}[] parts)\n    {{\n        var total = parts[0];\n        for (var i = 1; i < parts.Length; i++)\n            total = total + {layer}.call(parts[i]);\n        return total;\n    }}");
        return new($"$y = {name}($x, $x.relu(), $x);");
    }

    private Idiom ComputedProperties()
    {
        var (layer, name, other) = (Field("Conv2d", "(8, 8, 1)", "held"), fields.PlainName("Head"), fields.PlainName("IsOn"));
        members.Add($"private bool {other} => flag && {(dice.Chance(50) ? "Steps > 1" : "!training")};");
        members.Add(dice.Chance(50) ? $"private {spelling.TensorModule} {name} => {layer};" : $"private {spelling.TensorModule} {name}\n    {{\n        get {{ return {layer}; }}\n    }}");
        return new($"if ({other})", $"    $y = {name}.call($x);");
    }

    private Idiom PickedLayer()
    {
        var (first, second, pick) = (Field("Conv2d", "(8, 8, 1)", "one"), Field("Conv2d", "(8, 8, 3, padding: 1)", "two"), fields.PlainName("Choose"));
        members.Add($"private {spelling.TensorModule} {pick}(int i) => i == 0 ? {first} : {second};");
        return dice.Chance(50) ? new($"$y = {pick}(1).call($x);") : new($"var layer$n = flag ? {first} : {second};", "$y = layer$n.call($x);");
    }

    private Idiom KeptMethod()
    {
        var (layer, name) = (Field("Linear", "(8, 8)", "exact"), fields.PlainName("Exactly"));
        members.Add($"[{spelling.Annotations}KeepFloat]\n    private {Tensor} {name}({Tensor} a) => {layer}.call(a) + a;");
        return new($"$y = {name}($x);");
    }

    private Idiom DelegateField()
    {
        var name = fields.Name("activation");
        fields.Declarations.Add($"{fields.Access} readonly Func<{Tensor}, {Tensor}> {name} = static t => t.relu();");
        return new(dice.Pick($"$y = {name}($x);", $"$y = {name}.Invoke($x) + $x;"));
    }

    private Idiom Tokens()
    {
        var embedding = Field("Embedding", dice.Pick("(10, 8)", "(10, 8, padding_idx: 0)"), "tokens");
        return new($"$y = {embedding}.call($x.argmax(1));");
    }

    private Idiom Iterator()
    {
        var name = fields.PlainName("Parts");
        members.Add($"private static IEnumerable<{Tensor}> {name}({Tensor} a)\n    {{\n        yield return a;\n        yield return a.relu();\n    }}");
        return new($"foreach (var part$n in {name}($x))", "    $y = $y + part$n;");
    }

    private Idiom Query()
    {
        var list = List("many");
        return dice.Below(3) switch
        {
            0 => new($"$y = {spelling.Torch}cat({list}.Select(layer => layer.call($x)).ToList(), 1);".Replace("$x", "$y", StringComparison.Ordinal)),
            1 => new($"$y = {list}.Aggregate($x, (a, layer) => layer.call(a));"),
            _ => new($"$y = {spelling.Torch}cat((from layer in {list} select layer.call($y)).ToArray(), 1);"),
        };
    }

    private Idiom ModeOfEnum()
    {
        var (type, name) = (fields.PlainName("Mode"), fields.Name("mode"));
        var layer = Field("Conv2d", "(8, 8, 1)", "wide");
        fields.Declarations.Add($"{dice.Pick("internal", "internal", "private")} enum {type} {{ Plain, Wide }}");
        fields.Declarations.Add($"private readonly {type} {name} = {type}.Wide;");
        return dice.Chance(50)
            ? new($"$y = {name} switch {{ {type}.Plain => $x, {type}.Wide => {layer}.call($x), _ => throw new InvalidOperationException() }};")
            : new($"if ({name} == {type}.Wide)", $"    $y = {layer}.call($x) + $x;");
    }

    private static Idiom TextOfSeveralLines() => new("Console.WriteLine(@\"one", "   two\");", $"Console.WriteLine($\"{{nameof(forward)}} {{Steps}} {{$x.shape.Length:D}}\");");
}
