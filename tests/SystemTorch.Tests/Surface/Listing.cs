using System.Text;
using System.Text.RegularExpressions;

namespace SystemTorch.Tests.Surface;

/// <summary>The listing of TorchSharp's public surface: one block a type, one line a member.</summary>
internal sealed partial class Listing
{
    private readonly Dictionary<string, TypeSurface> _types;
    private readonly HashSet<string> _valueTypes;

    private Listing(IEnumerable<TypeSurface> types)
    {
        _types = types.ToDictionary(type => type.Name, StringComparer.Ordinal);
        _valueTypes =
        [
            "bool", "byte", "sbyte", "char", "short", "int", "long", "float", "double", "decimal", "IntPtr", "UInt16", "UInt32", "UInt64",
            "Half", "Complex", "Range", "Index", "ValueTuple",
            .. _types.Values.Where(type => type.Kind is "enum" or "struct").Select(type => type.Name.Split(':')[1]),
        ];
    }

    /// <summary>Reads the listing's text.</summary>
    public static Listing Read(string text)
    {
        var blocks = text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return new(blocks.Where(block => !block.StartsWith("//", StringComparison.Ordinal)).Select(Block));
    }

    /// <summary>The type of that name, or null where TorchSharp has none.</summary>
    public TypeSurface? Find(string name) => _types.GetValueOrDefault(name);

    /// <summary>A line without the marks of nullable reference types, which parts of TorchSharp are compiled without.</summary>
    public string WithoutAnnotations(string line)
    {
        var text = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '?' || IsValue(text.ToString()))
                text.Append(line[i]);
        }

        return text.ToString();
    }

    // Whether the text ends in a value type: (long, long) or a name in the set, with its type arguments.
    private bool IsValue(string text)
    {
        if (text.EndsWith(')'))
            return true;

        if (text.EndsWith('>'))
        {
            var depth = 0;
            var start = text.Length - 1;
            do
                depth += text[start] switch { '>' => 1, '<' => -1, _ => 0 };
            while (depth > 0 && --start >= 0);
            text = text[..start];
        }

        return _valueTypes.Contains(TrailingName().Match(text).Value);
    }

    private static TypeSurface Block(string block)
    {
        var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var header = Header().Match(lines[0]);
        var kind = header.Groups["kind"].Value;
        if (kind == "delegate")
            return Delegate(lines[0]);

        var members = lines.Skip(1).Select(line => line.Trim()).Where(line => !line.StartsWith('['));
        return new(kind, header.Groups["name"].Value, new HashSet<string>(SplitBases(header.Groups["bases"].Value)), [.. members]);
    }

    private static TypeSurface Delegate(string line)
    {
        var match = DelegateHeader().Match(line);
        var member = $"{match.Groups["result"].Value} {match.Groups["parameters"].Value}";
        return new("delegate", match.Groups["name"].Value, new HashSet<string>(), [member]);
    }

    private static IEnumerable<string> SplitBases(string bases)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= bases.Length; i++)
        {
            if (i == bases.Length || (bases[i] == ',' && depth == 0))
            {
                if (i > start)
                    yield return bases[start..i].Trim();
                start = i + 1;
                continue;
            }

            depth += bases[i] switch { '<' or '(' => 1, '>' or ')' => -1, _ => 0 };
        }
    }

    [GeneratedRegex(
        "^(?<kind>(static |sealed |abstract )?(class|struct|interface|enum)|delegate) (?<name>[^:]+:.*?)( : (?<bases>.*))?$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Header();

    [GeneratedRegex(@"^delegate (?<result>\S+) (?<name>[^:]+:[^(]+)(?<parameters>\(.*\))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DelegateHeader();

    [GeneratedRegex(@"[\w.]*$", RegexOptions.None, 1000)]
    private static partial Regex TrailingName();
}
