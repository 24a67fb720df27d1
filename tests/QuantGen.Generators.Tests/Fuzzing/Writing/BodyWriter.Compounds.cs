namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>Statements that hold others, and declarations.</summary>
internal sealed partial class BodyWriter
{
    private void Compound(Scope scope, int depth)
    {
        switch (dice.Below(12))
        {
            case 0 or 1 or 2:
                Conditional(scope, depth);
                break;
            case 3:
                var index = Fresh("i");
                Line(depth, $"for (var {index} = 0; {index} < {Number(scope)}; {index}++)");
                Inner(scope, depth, [index]);
                break;
            case 4:
                ForEach(scope, depth);
                break;
            case 5:
                var count = Fresh("n");
                Line(depth, $"var {count} = {Number(scope)};");
                scope.Numbers.Add(count);
                Line(depth, $"while ({count} < 3)");
                Line(depth, "{");
                Line(depth + 1, $"{count}++;");
                Statements(scope.Inner(), 1 + dice.Below(2), depth + 1);
                if (dice.Chance(30))
                    Line(depth + 1, $"if ({Condition(scope)}) {dice.Pick("break", "continue")};");
                Line(depth, "}");
                break;
            case 6:
                Switch(scope, depth);
                break;
            case 7:
                Line(depth, dice.Chance(50) ? $"using ({spelling.Torch}no_grad())" : $"using (var {Fresh("scope")} = {spelling.Torch}NewDisposeScope())");
                Inner(scope, depth);
                break;
            case 8 when dice.Chance(30):
                Line(depth, "try");
                Inner(scope, depth);
                Line(depth, "finally");
                Inner(scope with { MayReturn = false }, depth);
                break;
            case 9:
                Line(depth, "do");
                Inner(scope, depth);
                Line(depth, $"while ({Condition(scope)} && false);");
                break;
            case 10 when scope.MayReturn:
                Line(depth, $"if ({Condition(scope)})");
                Line(depth + 1, $"return {Result(scope)};");
                break;
            default:
                Line(depth, dice.Chance(70) ? "" : "checked");
                Inner(scope, depth);
                break;
        }
    }

    private void Conditional(Scope scope, int depth)
    {
        var nullable = scope.Layers.Where(static layer => layer.IsNullable).ToList();
        if (nullable.Count > 0 && dice.Chance(50))
        {
            var (layer, target) = (dice.Pick<Layer>(nullable).Name, dice.Pick<string>(scope.Variables));
            Line(depth, $"if ({layer} {dice.Pick("is not null", "!= null", "is { }")})");
            Line(depth + 1, $"{target} = {layer}.call({Expression(scope, 1)});");
            return;
        }

        Line(depth, $"if ({Condition(scope)})");
        Inner(scope, depth);
        if (dice.Chance(25))
        {
            Line(depth, $"else if ({Condition(scope)})");
            Inner(scope, depth);
        }

        if (dice.Chance(50))
        {
            Line(depth, "else");
            Inner(scope, depth);
        }
    }

    private void ForEach(Scope scope, int depth)
    {
        if (scope.Lists.Count == 0)
        {
            Conditional(scope, depth);
            return;
        }

        var (list, item, target) = (dice.Pick<string>(scope.Lists), Fresh("layer"), dice.Pick<string>(scope.Variables));
        Line(depth, $"foreach (var {item} in {list})");
        Line(depth, "{");
        var inner = scope.Inner();
        Line(depth + 1, $"{target} = {item}.{dice.Pick("call", "forward")}({Expression(scope, 1)}){(dice.Chance(30) ? " + " + Expression(scope, 0) : "")};");
        Statements(inner, dice.Below(2), depth + 1);
        Line(depth, "}");
    }

    private void Switch(Scope scope, int depth)
    {
        Line(depth, $"switch ({Number(scope)})");
        Line(depth, "{");
        foreach (var label in dice.Shuffle(["case 0:", "case 1 or 2:", "case > 7:", "default:"]).Take(1 + dice.Below(4)))
        {
            Line(depth + 1, label);
            Inner(scope, depth + 1);
            Line(depth + 2, "break;");
        }

        Line(depth, "}");
    }

    private void Declaration(Scope scope, int depth)
    {
        var name = Fresh("v");
        switch (dice.Below(10))
        {
            case 0 or 1 or 2:
                Line(depth, $"{dice.Pick("var", spelling.Tensor)} {name} = {Expression(scope, 3)};");
                Declare(scope, name);
                break;
            case 3:
                var other = Fresh("w");
                Line(depth, dice.Chance(50) ? $"var ({name}, {other}) = {Pair(scope)};" : $"({spelling.Tensor} {name}, var {other}) = {Pair(scope)};");
                Declare(scope, name);
                Declare(scope, other);
                break;
            case 4:
                Line(depth, $"var {name} = {Pair(scope)};");
                scope.Tensors.Add(name + ".Item1");
                scope.Tensors.Add(name + ".Item2");
                break;
            case 5:
                LocalFunction(scope, depth, Fresh("Local"));
                break;
            case 6:
                Line(depth, $"Func<{spelling.Tensor}, {spelling.Tensor}> {name} = {(dice.Chance(50) ? LambdaOf(scope) : Method(scope))};");
                scope.Routines.Add(new Routine(name, RoutineForm.Map));
                break;
            case 7:
                Line(depth, $"var {name} = new List<{spelling.Tensor}> {{ {Expression(scope, 1)} }};");
                Line(depth, $"{name}.Add({Expression(scope, 2)});");
                scope.Tensors.Add($"{spelling.Torch}cat({name}, 1)");
                break;
            case 8:
                Line(depth, $"var {name} = {Number(scope)} + {Primary(scope, 0)}.shape[0];");
                break;
            default:
                Line(depth, $"{spelling.Tensor} {name};");
                Line(depth, $"if ({Condition(scope)})");
                Line(depth + 1, $"{name} = {Expression(scope, 2)};");
                Line(depth, "else");
                Line(depth + 1, $"{name} = {Expression(scope, 2)};");
                Declare(scope, name);
                break;
        }
    }

    private void LocalFunction(Scope scope, int depth, string name)
    {
        var parameter = Fresh("t");
        var inner = scope.Inner();
        inner.Tensors.Add(parameter);
        if (dice.Chance(50))
        {
            Line(depth, $"{spelling.Tensor} {name}({spelling.Tensor} {parameter}) => {Expression(inner, 2)};");
        }
        else
        {
            Line(depth, $"{spelling.Tensor} {name}({spelling.Tensor} {parameter})");
            Line(depth, "{");
            Statements(inner with { MayReturn = false }, 1 + dice.Below(2), depth + 1);
            Line(depth + 1, $"return {Expression(inner, 1)};");
            Line(depth, "}");
        }

        scope.Routines.Add(new Routine(name, RoutineForm.Map));
    }

    private string LambdaOf(Scope scope)
    {
        var parameter = Fresh("p");
        var inner = scope.Inner();
        inner.Tensors.Add(parameter);
        return dice.Chance(70) ? $"{parameter} => {Expression(inner, 2)}" : $"({spelling.Tensor} {parameter}) => {{ return {Expression(inner, 1)}; }}";
    }

    private string Method(Scope scope)
    {
        var layers = scope.Layers.Where(static layer => !layer.IsNullable).ToList();
        return layers.Count > 0 && dice.Chance(50) ? dice.Pick<Layer>(layers).Name + ".call" : $"{spelling.Torch}tanh";
    }

    private void Inner(Scope scope, int depth, params IReadOnlyList<string> numbers)
    {
        var inner = scope.Inner();
        inner.Numbers.AddRange(numbers);
        Line(depth, "{");
        Statements(inner, 1 + dice.Below(3), depth + 1);
        Line(depth, "}");
    }

    private static void Declare(Scope scope, string name)
    {
        scope.Tensors.Add(name);
        scope.Variables.Add(name);
    }
}
