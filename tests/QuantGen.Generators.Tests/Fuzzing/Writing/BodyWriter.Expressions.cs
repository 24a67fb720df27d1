namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>Expressions.</summary>
internal sealed partial class BodyWriter
{
    private static readonly string[] _methods =
    [
        "relu()", "sigmoid()", "tanh()", "clone()", "contiguous()", "flatten(1)", "mean(new long[] { 1 })", "transpose(0, 1)", "unsqueeze(0)", "neg()", "abs()", "exp()", "detach()", "view(-1, 8)", "softmax(1)",
    ];

    /// <summary>A tensor.</summary>
    /// <param name="scope">What can be named.</param>
    /// <param name="depth">How deep it may nest.</param>
    public string Expression(Scope scope, int depth)
    {
        if (depth <= 0)
            return dice.Pick<string>(scope.Tensors);

        return dice.Below(22) switch
        {
            0 or 1 or 2 or 3 or 4 => LayerCall(scope, depth),
            5 or 6 or 7 => $"{Expression(scope, depth - 1)} + {Primary(scope, depth - 1)}",
            8 => $"{Primary(scope, depth - 1)} {dice.Pick("-", "*", "/")} {dice.Pick(Primary(scope, depth - 1), "2", "0.5")}",
            9 => $"{Primary(scope, depth - 1)} + {Primary(scope, depth - 1)} + {Primary(scope, depth - 1)}",
            10 => $"{Primary(scope, depth - 1)}.{dice.Pick("add", "mul", "add_", "matmul", "sub", "maximum")}({Expression(scope, depth - 1)})",
            11 => $"{spelling.Torch}{dice.Pick("add", "matmul", "mul", "maximum")}({Expression(scope, depth - 1)}, {Expression(scope, depth - 1)})",
            12 => $"{Primary(scope, depth - 1)}.{dice.Pick<string>(_methods)}",
            13 => $"{spelling.Functions}{dice.Pick("relu({0})", "max_pool2d({0}, 2)", "adaptive_avg_pool2d({0}, 1)", "gelu({0})", "dropout({0})", "softmax({0}, 1)")}".Replace("{0}", Expression(scope, depth - 1), StringComparison.Ordinal),
            14 => $"{spelling.Torch}cat({dice.Pick("new[] {{ {0}, {1} }}", "[{0}, {1}]", "new List<" + spelling.Tensor + "> {{ {0}, {1} }}")}, 1)"
                .Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)
                .Replace("{0}", Expression(scope, depth - 1), StringComparison.Ordinal).Replace("{1}", Expression(scope, depth - 1), StringComparison.Ordinal),
            15 => $"({Condition(scope)} ? {Expression(scope, depth - 1)} : {Expression(scope, depth - 1)})",
            16 => $"({Number(scope)} switch {{ 0 => {Expression(scope, depth - 1)}, > 5 and < 9 => {Expression(scope, depth - 1)}, _ => {Expression(scope, depth - 1)} }})",
            17 or 18 => Call(scope, depth),
            19 => $"({dice.Pick<string>(scope.Variables)} = {Expression(scope, depth - 1)})",
            20 => dice.Pick("-" + Primary(scope, depth - 1), $"({spelling.Tensor})({Expression(scope, depth - 1)})", dice.Pick<string>(scope.Variables) + "!", Pair(scope) + ".Item1", $"checked({Expression(scope, depth - 1)})"),
            _ => Expression(scope, 0),
        };
    }

    /// <summary>A tensor in a form that a member access may follow.</summary>
    private string Primary(Scope scope, int depth)
    {
        var expression = Expression(scope, depth);
        return expression.All(static c => char.IsLetterOrDigit(c) || c is '_' or '.' or '@') ? expression : $"({expression})";
    }

    private string LayerCall(Scope scope, int depth)
    {
        if (scope.Layers.Count == 0)
            return Expression(scope, 0);

        var layer = dice.Pick<Layer>(scope.Layers);
        var input = Expression(scope, depth - 1);
        if (layer.IsNullable)
        {
            return dice.Below(3) switch
            {
                0 => $"({layer.Name} is null ? {input} : {layer.Name}.call({Expression(scope, depth - 1)}))",
                1 => $"({layer.Name}?.call({input}) ?? {Expression(scope, depth - 1)})",
                _ => $"{layer.Name}!.call({input})",
            };
        }

        return dice.Below(12) switch
        {
            0 => $"{layer.Name}.forward({input})",
            1 => $"{layer.Name} . call( /* in */ {input} )",
            2 => $"{layer.Name}\n            .call({input})",
            _ => $"{layer.Name}.call({input})",
        };
    }

    private string Call(Scope scope, int depth)
    {
        var routines = scope.Routines.Where(static routine => routine.Form is RoutineForm.Map or RoutineForm.MapWithNumber or RoutineForm.Join or RoutineForm.Out).ToList();
        if (routines.Count == 0)
            return LayerCall(scope, depth);

        var routine = dice.Pick<Routine>(routines);
        var input = Expression(scope, depth - 1);
        return routine.Form switch
        {
            RoutineForm.MapWithNumber => $"{routine.Name}({input}, {Number(scope)})",
            RoutineForm.Join => $"{routine.Name}({input}, {Expression(scope, depth - 1)})",
            RoutineForm.Out => $"{routine.Name}({input}, out _)",
            _ => $"{routine.Name}({input})",
        };
    }

    private string Pair(Scope scope)
    {
        var splits = scope.Routines.Where(static routine => routine.Form == RoutineForm.Split).ToList();
        return splits.Count > 0 && dice.Chance(60)
            ? $"{dice.Pick<Routine>(splits).Name}({Expression(scope, 1)})"
            : $"({Expression(scope, 2)}, {Expression(scope, 1)})";
    }

    private string Number(Scope scope) => dice.Chance(50) ? dice.Pick<string>(scope.Numbers) : dice.Pick("0", "1", "2", "(1 + 1)");

    private string Condition(Scope scope) => dice.Below(6) switch
    {
        0 => $"{Primary(scope, 0)}.shape[0] > {Number(scope)}",
        1 => $"{Number(scope)} == {Number(scope)} || {dice.Pick<string>(scope.Conditions)}",
        2 => $"!{dice.Pick<string>(scope.Conditions)}",
        3 => "this.training",
        _ => dice.Pick<string>(scope.Conditions),
    };
}
