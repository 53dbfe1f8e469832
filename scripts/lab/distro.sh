# shellcheck shell=bash
LAB_DISTRO_CMDLINE=
lab_distro_prepare() { lab_die todo; }
lab_distro_fill() { :; }
