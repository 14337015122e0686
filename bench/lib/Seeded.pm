package Seeded;

# Text that compresses like prose and bytes that do not compress, the same for the same seed on every machine.
use strict;
use warnings;
use Digest::SHA qw(sha512);
use Exporter qw(import);

our @EXPORT_OK = qw(begin words word noise below);

my @WORDS;
my $noise_seed;
my $noise_block;

sub begin {
    my ($seed) = @_;
    srand($seed);
    $noise_seed  = $seed;
    $noise_block = 0;
    my @syllables = qw(ba con de er fo gra hu in ja ke li mor na on pre qui re sta tion un ver wi ya zo al es ing ly ment sub);
    @WORDS = map {
        join '', map { $syllables[ rand @syllables ] } 1 .. 1 + int rand 4
    } 1 .. 4000;
    return;
}

sub below { my ($limit) = @_; return int rand $limit }

# Some words are frequent and most are rare, as in prose.
sub word { my $u = rand; return $WORDS[ $u * $u * $u * @WORDS ] }

sub words {
    my ($count) = @_;
    return join ' ', map { word() } 1 .. $count;
}

sub noise {
    my ($length) = @_;
    my $bytes = '';
    $bytes .= sha512( $noise_seed . ':' . $noise_block++ ) while length $bytes < $length;
    return substr $bytes, 0, $length;
}

1;
