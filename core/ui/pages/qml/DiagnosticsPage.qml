pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import SecureClient
import CorePages

// 诊断: what stands between the person and a signature, and what to do about it.
AppPage {
    id: page

    required property DiagnosticsViewModel vm

    viewModel: vm

    AppCard {
        RowLayout {
            Layout.fillWidth: true
            spacing: Style.space(3)
            Spinner {
                visible: !page.vm.ready
                running: visible
            }
            AppText {
                objectName: "diagnosticsSummary"
                Layout.fillWidth: true
                level: "heading"
                text: page.vm.ready ? page.vm.summary : qsTr("正在检查…")
            }
        }
        Flow {
            Layout.fillWidth: true
            spacing: Style.space(3)
            AppButton {
                objectName: "lookAgain"
                kind: "secondary"
                iconName: "refresh"
                text: qsTr("重新检查")
                enabled: page.vm.ready
                onClicked: page.vm.look()
            }
            AppButton {
                objectName: "saveBundle"
                kind: "secondary"
                iconName: "download"
                text: qsTr("导出诊断包")
                enabled: page.vm.ready
                onClicked: saving.open()
            }
        }
        AppText {
            Layout.fillWidth: true
            muted: true
            level: "small"
            text: qsTr("诊断包含检查结果和运行日志，个人信息已遮盖，可发送给客服。")
        }
        AppSwitch {
            id: facts

            objectName: "facts"
            text: qsTr("显示技术细节")
        }
    }
    AppCard {
        Repeater {
            model: page.vm.checks

            ColumnLayout {
                id: check

                required property int index
                required property string checkId
                required property string title
                required property string text
                required property string remedy
                required property string details
                required property string badge
                required property string badgeKind

                objectName: "check_" + checkId
                Layout.fillWidth: true
                spacing: Style.space(1)
                Accessible.role: Accessible.StaticText
                Accessible.name: [title, badge, text, remedy].filter(part => part !== "").join("，")

                Rectangle {
                    Layout.fillWidth: true
                    Layout.bottomMargin: Style.space(2)
                    visible: check.index > 0
                    implicitHeight: Style.lineWidth
                    color: Style.line
                }
                RowLayout {
                    Layout.fillWidth: true
                    spacing: Style.space(3)
                    AppText {
                        Layout.fillWidth: true
                        text: check.title
                        font.weight: Font.Medium
                    }
                    Badge {
                        visible: check.badge !== ""
                        text: check.badge
                        kind: check.badgeKind
                    }
                    Spinner {
                        visible: check.badge === ""
                        running: visible
                        size: Style.space(5)
                    }
                }
                AppText {
                    Layout.fillWidth: true
                    visible: check.text !== ""
                    text: check.text
                }
                AppText {
                    Layout.fillWidth: true
                    visible: check.remedy !== ""
                    text: check.remedy
                    color: Style.kindColor(check.badgeKind)
                }
                AppText {
                    Layout.fillWidth: true
                    visible: facts.checked && check.details !== ""
                    level: "small"
                    muted: true
                    lineHeight: 1.35
                    wrapMode: Text.WrapAnywhere
                    text: check.details
                }
            }
        }
    }
    FileDialog {
        id: saving
        fileMode: FileDialog.SaveFile
        defaultSuffix: "zip"
        onAccepted: page.vm.save(selectedFile)
    }
}
