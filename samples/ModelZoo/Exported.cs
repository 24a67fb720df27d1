using QuantGen;

[assembly: Export]
