using QuantGen;
using static TorchSharp.torch;

[Quantize]
public partial class GlobalTabs : nn.Module<Tensor, Tensor>
{
	private readonly TorchSharp.Modules.Conv2d conv;
	private readonly TorchSharp.Modules.BatchNorm2d norm;

	public GlobalTabs() : base("GlobalTabs")
	{
		conv = nn.Conv2d(3, 3, 1);
		norm = nn.BatchNorm2d(3);
		RegisterComponents();
	}

	/// <summary>
	/// Runs it.
	/// </summary>
	public override Tensor forward(Tensor x)
	{
		var note = @"two
  lines";
		x = conv.call(x);
		x = norm.call(x);

		return nn.functional.relu(x, inplace: note.Length > 0);
	}
}
