using System.Globalization;
using System.Text;

namespace QuantGen.Generators.Tests.Fuzzing.Writing;

/// <summary>Writes the body of a method: statements around layer calls, in every form that a model may have them.</summary>
/// <param name="dice">Makes the choices.</param>
/// <param name="spelling">How the file names things.</param>
/// <param name="results">How many tensors the body returns.</param>
internal sealed partial class BodyWriter(Dice dice, Spelling spelling, int results)
{
    private static readonly string[] _remarks =
    [
        "// the skip", "/* kept */", "// 100 % \"quoted\" { braces }", "/* two\n           lines */", "// ünïcödé → ✓", "#region part\n#endregion", "#pragma warning disable CS0168",
    ];

    private readonly StringBuilder _text = new();
    private int _declared;

    /// <summary>Statements for a body, ending with its return.</summary>
    /// <param name="scope">What the body can name.</param>
    /// <param name="count">How many statements.</param>
    /// <param name="depth">The indentation.</param>
    public string Block(Scope scope, int count, int depth)
    {
        _text.Clear();
        Statements(scope, count, depth);
        Line(depth, $"return {Result(scope)};");
        return _text.ToString();
    }

    /// <summary>What a body returns.</summary>
    public string Result(Scope scope) =>
        results == 1 ? Expression(scope, 2) : $"({string.Join(", ", Enumerable.Range(0, results).Select(_ => Expression(scope, 1)))})";

    private void Statements(Scope scope, int count, int depth)
    {
        for (var i = 0; i < count; i++)
        {
            if (dice.Chance(8))
                Remark(depth);
            if (scope.Idioms.Count > 0 && dice.Chance(25))
                Idiomatic(scope, depth);
            else if (dice.Chance(45) || depth > 5)
                Simple(scope, depth);
            else if (dice.Chance(60))
                Compound(scope, depth);
            else
                Declaration(scope, depth);
        }
    }

    private void Idiomatic(Scope scope, int depth)
    {
        var (input, target, number) = (Primary(scope, 1), dice.Pick<string>(scope.Variables), (_declared++).ToString(CultureInfo.InvariantCulture));
        Line(depth, "{");
        foreach (var line in dice.Pick<Idiom>(scope.Idioms).Lines)
        {
            Line(depth + 1, line
                .Replace("$x", input, StringComparison.Ordinal)
                .Replace("$y", target, StringComparison.Ordinal)
                .Replace("$n", number, StringComparison.Ordinal));
        }

        Line(depth, "}");
    }

    private void Simple(Scope scope, int depth)
    {
        var target = dice.Pick<string>(scope.Variables);
        switch (dice.Below(12))
        {
            case 0 or 1 or 2:
                Line(depth, $"{target} = {Expression(scope, 3)};");
                break;
            case 3:
                Line(depth, $"{target} {dice.Pick("+=", "+=", "+=", "-=", "*=", "/=")} {Expression(scope, 2)};");
                break;
            case 4:
                Line(depth, $"{Primary(scope, 1)}.add_({Expression(scope, 1)}).{dice.Pick("relu_", "sigmoid_", "tanh_")}();");
                break;
            case 5:
                Line(depth, $"{target} = {target}.{dice.Pick("add_", "mul_", "add", "sub_")}({Expression(scope, 2)});");
                break;
            case 6:
                Line(depth, $"_ = {Expression(scope, 2)};");
                break;
            case 7:
                Line(depth, $"{target}\n{Indent(depth + 1)}= {Expression(scope, 1)}\n{Indent(depth + 1)}+ {Expression(scope, 1)};");
                break;
            case 8:
                var (first, second) = (dice.Pick<string>(scope.Variables), dice.Pick<string>(scope.Variables));
                Line(depth, first == second ? $"({first}, _) = ({Expression(scope, 1)}, {Number(scope)});" : $"({first}, {second}) = ({Expression(scope, 1)}, {Expression(scope, 1)});");
                break;
            case 9:
                Line(depth, $"{target} ??= {Expression(scope, 1)};");
                break;
            case 10:
                Line(depth, dice.Pick($"{target}.add_({Expression(scope, 1)});", $"{target}.sub_({Expression(scope, 1)});", $"{target}.relu_();", $"{spelling.Functions}relu({target}, inplace: true);"));
                break;
            default:
                Line(depth, dice.Pick("Console.WriteLine(" + Number(scope) + ");", ";", "{ }", $"if ({Condition(scope)}) throw new InvalidOperationException($\"at {{{Number(scope)}}}\");"));
                break;
        }
    }

    private string Fresh(string prefix)
    {
        var number = (_declared++).ToString(CultureInfo.InvariantCulture);
        return dice.Chance(8) ? dice.Pick("@out", "größe", "_", "Tensor_", "residual_quantizer") + prefix + number : prefix + number;
    }

    private void Remark(int depth)
    {
        var remark = dice.Pick<string>(_remarks);
        Line(remark[0] == '#' ? 0 : depth, remark);
    }

    private void Line(int depth, string text) => _text.Append(Indent(depth)).Append(text).Append('\n');

    private static string Indent(int depth) => new(' ', 4 * depth);
}
