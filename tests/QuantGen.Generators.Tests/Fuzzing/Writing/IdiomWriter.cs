namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>Writes what models of the usual families are made of: each idiom with its fields and helper methods.</summary>
/// <param name="dice">Makes the choices.</param>
/// <param name="spelling">How the file names things.</param>
/// <param name="fields">Takes the fields.</param>
/// <param name="members">Takes the methods.</param>
internal sealed partial class IdiomWriter(Dice dice, Spelling spelling, FieldWriter fields, List<string> members)
{
    private string Tensor => spelling.Tensor;

    /// <summary>Declares what an idiom needs, and gives its statements.</summary>
    public Idiom Any() => dice.Below(28) switch
    {
        0 => SqueezeAndExcite(),
        1 => DenseConnections(),
        2 => Attention(),
        3 => PackedAttention(),
        4 => MultiheadAttention(),
        5 => Recurrent(),
        6 => Upsampling(),
        7 => SequentialByElement(),
        8 => Dictionary(),
        9 => LayerHandedOver(),
        10 => DisposeScope(),
        11 => BlockFactory(),
        12 => ParameterAndBuffer(),
        13 => NullableLayer(),
        14 => AuxiliaryHead(),
        15 => LocalFunctionWithCaptures(),
        16 => GenericHelper(),
        17 => ParamsHelper(),
        18 => ComputedProperties(),
        19 => PickedLayer(),
        20 => KeptMethod(),
        21 => DelegateField(),
        22 => Tokens(),
        23 => Iterator(),
        24 => Query(),
        25 => EncoderAndDecoder(),
        26 => ModeOfEnum(),
        _ => TextOfSeveralLines(),
    };

    private Idiom SqueezeAndExcite()
    {
        var (squeeze, excite) = (Field("Linear", "(8, 4)", "squeeze"), Field("Linear", "(4, 8)", "excite"));
        return new(
            $"var scale$n = $x.mean(new long[] {{ 2, 3 }});",
            $"scale$n = {excite}.call({spelling.Functions}relu({squeeze}.call(scale$n))).sigmoid();",
            dice.Pick("$y = $x * scale$n.unsqueeze(-1).unsqueeze(-1);", "$y = $x.mul(scale$n.unsqueeze(-1).unsqueeze(-1));", "$y = scale$n * $x;"));
    }

    private Idiom DenseConnections()
    {
        var blocks = List("dense");
        return dice.Chance(50)
            ? new(
                $"var maps$n = new List<{Tensor}> {{ $x }};",
                $"foreach (var block$n in {blocks})",
                $"    maps$n.Add(block$n.call({spelling.Torch}cat(maps$n, 1)));",
                $"$y = {spelling.Torch}cat(maps$n, 1);")
            : new(
                $"for (var k$n = 0; k$n < {blocks}.Count; k$n++)",
                $"    $y = {spelling.Torch}cat({dice.Pick("new[] { $y, {0} }", "[$y, {0}]")}, 1);".Replace("{0}", $"{blocks}[k$n].call($y)", StringComparison.Ordinal));
    }

    private Idiom Attention()
    {
        var (query, key, value) = (Field("Linear", "(8, 8)", "query"), Field("Linear", "(8, 8)", "key"), Field("Linear", "(8, 8, false)", "value"));
        var weights = $"{spelling.Functions}softmax(scores$n, -1)";
        return new(
            $"var (q$n, k$n, v$n) = ({query}.call($x), {key}.call($x), {value}.call($x));",
            $"var scores$n = {dice.Pick($"{spelling.Torch}matmul(q$n, k$n.transpose(-2, -1))", "q$n.bmm(k$n.transpose(1, 2))", "q$n.matmul(k$n.transpose(-2, -1))")} / Math.Sqrt(8);",
            $"$y = {dice.Pick($"{spelling.Torch}matmul({weights}, v$n)", $"{spelling.Torch}bmm({weights}, v$n)", $"{weights}.matmul(v$n)")};");
    }

    private Idiom PackedAttention()
    {
        var packed = Field("Linear", "(8, 24)", "qkv");
        return new(
            $"var parts$n = {packed}.call($x).chunk(3, -1);",
            dice.Chance(50)
                ? $"$y = {spelling.Functions}scaled_dot_product_attention(parts$n[0], parts$n[1], parts$n[2]);"
                : $"$y = {spelling.Torch}matmul(parts$n[0], parts$n[1].transpose(-2, -1)).softmax(-1).matmul(parts$n[2]);");
    }

    private Idiom MultiheadAttention()
    {
        var attention = Field("MultiheadAttention", dice.Pick("(8, 2)", "(8, 4, dropout: 0.1)", "(8, width)"), "attention");
        return new(
            dice.Pick($"var (seen$n, _) = {attention}.call($x, $x, $x, null, false, null);", $"var seen$n = {attention}.call($x, $x, $x, null, {dice.Pick("true", "false")}, null).Item1;"),
            "$y = $x + seen$n;");
    }

    private Idiom Recurrent()
    {
        if (dice.Chance(50))
        {
            var lstm = Field("LSTM", dice.Pick("(8, 8, batchFirst: true)", "(8, 8)", "(8, 8, 2, dropout: 0.1)"), "lstm");
            return new($"var (sequence$n, hidden$n, _) = {lstm}.call($x, null);", dice.Pick("$y = sequence$n;", "$y = hidden$n[0];", "$y = sequence$n.select(1, -1);"));
        }

        var gru = Field("GRU", dice.Pick("(8, 8, batchFirst: true)", "(8, 8)"), "gru");
        return new($"var (sequence$n, state$n) = {gru}.call($x, null);", $"(sequence$n, state$n) = {gru}.call(sequence$n, state$n);", "$y = sequence$n;");
    }

    private Idiom Upsampling()
    {
        if (dice.Chance(50))
            return new($"$y = {spelling.Functions}interpolate($x, scale_factor: new double[] {{ 2, 2 }});");

        var up = Field("Upsample", "(scale_factor: new double[] { 2, 2 })", "up");
        return new($"$y = {up}.call($x);", $"$y = {spelling.Torch}cat({dice.Pick("new[] { $y, $x }", "[$x, $y]")}, 1);");
    }

    private Idiom SequentialByElement()
    {
        var name = fields.Name("stages");
        fields.Declarations.Add($"{fields.Access} readonly {spelling.Layers}Sequential {name} = {spelling.Network}Sequential({fields.Creation()}, {fields.Creation()}, {spelling.Network}Sequential({fields.Creation()}, {fields.Creation()}));");
        return dice.Below(4) switch
        {
            0 => new($"for (var k$n = 0; k$n < {name}.Count; k$n++)", $"    $y = {name}[k$n].call($y);"),
            1 => new($"foreach (var stage$n in {name}.children())", $"    $y = (({spelling.TensorModule})stage$n).call($y);"),
            2 => new($"foreach (var stage$n in {name}.children().Cast<{spelling.TensorModule}>())", "{", $"    $y = stage$n.call($y);", "    if ($y.shape[0] > 8) break;", "}"),
            _ => new($"$y = {name}[1].call({name}[0].call($x)) + $x;"),
        };
    }

    private Idiom Dictionary()
    {
        var name = fields.Name("heads");
        fields.Declarations.Add($"{fields.Access} readonly {spelling.Layers}ModuleDict<{spelling.TensorModule}> {name} = {spelling.Network}ModuleDict<{spelling.TensorModule}>((\"a\", {fields.Creation()}), (\"b\", {fields.Creation()}));");
        return dice.Below(3) switch
        {
            0 => new($"$y = {name}[\"a\"].call($x) + {name}[\"b\"].call($x);"),
            1 => new($"foreach (var head$n in {name}.Values)", $"    $y = head$n.call($y);"),
            _ => new($"foreach (var (name$n, head$n) in {name})", $"    $y = name$n == \"a\" ? head$n.call($y) : $y;"),
        };
    }

    private Idiom EncoderAndDecoder()
    {
        var (down, up) = (List("down"), List("up"));
        return new(
            $"var skips$n = new Stack<{Tensor}>();",
            $"foreach (var step$n in {down})",
            "{",
            "    $y = step$n.call($y);",
            "    skips$n.Push($y);",
            "}",
            $"foreach (var step$n in {up})",
            $"    $y = step$n.call({dice.Pick($"{spelling.Torch}cat(new[] {{ $y, skips$n.Pop() }}, 1)", "$y + skips$n.Pop()")});");
    }

    private string Field(string type, string arguments, string stem)
    {
        var name = fields.Name(stem);
        var modifiers = $"{fields.Access} {dice.Pick("readonly ", "readonly ", "")}";
        if (dice.Chance(60) && !arguments.Contains("width", StringComparison.Ordinal))
        {
            fields.Declarations.Add($"{modifiers}{spelling.Layers}{type} {name} = {spelling.Network}{type}{arguments};");
        }
        else
        {
            fields.Declarations.Add($"{modifiers}{spelling.Layers}{type} {name};");
            fields.Assignments.Add($"{name} = {spelling.Network}{type}{arguments};");
        }

        return name;
    }

    private string List(string stem)
    {
        var name = fields.Name(stem);
        fields.Declarations.Add($"{fields.Access} readonly {spelling.Layers}ModuleList<{spelling.TensorModule}> {name} = {spelling.Network}ModuleList<{spelling.TensorModule}>({fields.Creation()}, {fields.Creation()});");
        return name;
    }
}
